import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../src/shared/l10n.ts';
import type { LearnedFunction, PanelState } from '../../src/shared/panel.ts';
import { ask, onUpdate, remember } from './editor.ts';
import { ComparisonSection } from './comparison.tsx';
import { Curves } from './curves.tsx';
import { DivergenceSection } from './divergence.tsx';
import { Generalisation } from './generalisation.tsx';
import { Header } from './header.tsx';
import { ListingSection } from './listing.tsx';
import { Options } from './options.tsx';
import { PlaceLink } from './place-link.tsx';
import { Player } from './player/player.tsx';
import { SpecificationSection } from './specification.tsx';
import { Story } from './story.tsx';
import { Unknowns } from './unknowns.tsx';

/** The whole panel: shows the state that the editor sends, and keeps none but what is folded in and out. */
export function App(): JSX.Element {
  const [state, setState] = useState<PanelState | null>(null);
  useEffect(() => {
    const end = onUpdate((update) => {
      setState(update.state);
      remember(update.state.current?.id ?? null);
    });
    ask({ type: 'ready' });
    return end;
  }, []);
  if (!state) return <main />;
  const { current } = state;
  if (!current) return <Nothing others={state.others} />;
  return (
    <main>
      <Header fn={current} others={state.others} trusted={state.trusted} />
      <Body fn={current} state={state} />
    </main>
  );
}

function Body({ fn, state }: { readonly fn: LearnedFunction; readonly state: PanelState }): JSX.Element {
  // Of what could not be begun there is nothing to show but why.
  if (fn.phase === 'failed' && fn.story.length === 0 && fn.curve.length === 0) {
    return (
      <>
        <Options fn={fn} />
        <Failure fn={fn} />
      </>
    );
  }
  return (
    <>
      <Options fn={fn} />
      {fn.failure && <Failure fn={fn} />}
      <div class="columns">
        <Generalisation fn={fn} />
        <Curves fn={fn} />
      </div>
      <DivergenceSection fn={fn} />
      <Player fn={fn} replay={state.replay} />
      <ListingSection fn={fn} />
      <Unknowns fn={fn} />
      <Story fn={fn} />
      <ComparisonSection key={fn.id} fn={fn} trusted={state.trusted} />
      <SpecificationSection fn={fn} specification={state.specification} trusted={state.trusted} />
    </>
  );
}

function Failure({ fn }: { readonly fn: LearnedFunction }): JSX.Element {
  return (
    <section class="failure" role="alert">
      <p>{fn.failure?.message}</p>
      <ul>
        {fn.failure?.reasons.map(({ range, reason }) => (
          <li key={`${range.start.line}:${range.start.column}`}>
            <PlaceLink range={range} file={fn.file} /> {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Nothing({ others }: Pick<PanelState, 'others'>): JSX.Element {
  return (
    <main>
      <h1>Understudy</h1>
      <p>{t('Right-click a function and choose “Learn This Algorithm”.')}</p>
      <ul>
        {others.map(({ id, name }) => (
          <li key={id}>
            <button type="button" class="link" onClick={() => ask({ type: 'select', id })}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </main>
  );
}
