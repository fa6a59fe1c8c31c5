/** What can be reached with the Tab key. */
const REACHABLE = 'button, summary, input, select, textarea, a[href], [tabindex]:not([tabindex="-1"])';

/** Where the keyboard is: a control, its section, and its place among the section's controls. */
interface Place {
  readonly control: HTMLElement;
  readonly section: HTMLElement | null;
  readonly index: number;
}

/**
 * Keeps the keyboard's place: when the control that has it goes, since a new state takes it away or disables it, and while the
 * keyboard is elsewhere in the editor, for the browser forgets it then. The next Tab would begin at the top of the page. Of
 * a control that is gone the one before it in its section takes the place, or the page's first button where the section is gone too.
 * @returns a function that ends it
 */
export function keepFocus(root: HTMLElement): () => void {
  let place: Place | null = null;
  const entered = ({ target }: FocusEvent): void => {
    place = target instanceof HTMLElement ? placeOf(target) : null;
  };
  const left = ({ relatedTarget }: FocusEvent): void => {
    // Whether it was given up, was taken away or is just elsewhere in the editor can be told only afterwards.
    if (relatedTarget === null) setTimeout(() => (place = place && hasNothing() && !isLost(place) ? null : place));
  };
  const changed = (): void => {
    if (!place || !isLost(place)) return;
    const next = successor(place) ?? root.querySelector('button');
    place = next && placeOf(next);
    if (hasNothing()) next?.focus({ preventScroll: next.closest('header') !== null });
  };
  const back = (): void => {
    // Once the key or the click that came back has found its own control.
    setTimeout(() => {
      if (hasNothing()) place?.control.focus({ preventScroll: true });
    });
  };
  const observer = new MutationObserver(changed);
  observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
  root.addEventListener('focusin', entered);
  root.addEventListener('focusout', left);
  window.addEventListener('focus', back);
  return () => {
    observer.disconnect();
    root.removeEventListener('focusin', entered);
    root.removeEventListener('focusout', left);
    window.removeEventListener('focus', back);
  };
}

/** Whether the page has the keyboard and nothing in it does. */
function hasNothing(): boolean {
  const { activeElement, body } = document;
  return (
    document.hasFocus() && (activeElement === null || activeElement === body || activeElement.matches(':disabled'))
  );
}

function placeOf(control: HTMLElement): Place {
  const section = control.closest<HTMLElement>('section, header');
  return { control, section, index: section ? reachable(section).indexOf(control) : 0 };
}

function isLost({ control }: Place): boolean {
  return !control.isConnected || control.matches(':disabled');
}

function successor({ section, index }: Place): HTMLElement | undefined {
  return section?.isConnected ? reachable(section)[Math.max(0, index - 1)] : undefined;
}

function reachable(section: HTMLElement): HTMLElement[] {
  return [...section.querySelectorAll<HTMLElement>(REACHABLE)].filter((each) => !each.matches(':disabled'));
}
