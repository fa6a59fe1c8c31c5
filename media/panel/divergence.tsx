import type { JSX } from 'preact';
import { t } from '../../src/shared/l10n.ts';
import type { LearnedFunction } from '../../src/shared/panel.ts';
import { divergencesOf, type Divergence } from '../../src/shared/report.ts';
import { ask } from './editor.ts';
import { rich } from './l10n.ts';
import { PlaceLink, placeText } from './place-link.tsx';
import { shown, shownInput, shownOutcome, shownOutcomes } from './values.ts';

/** Where network and function part, if they do; after an edit, what the edit changed. */
export function DivergenceSection({ fn }: { readonly fn: LearnedFunction }): JSX.Element | null {
  const report = fn.recheck ?? fn.report;
  if (!report || fn.phase !== 'done') return null;
  const divergences = divergencesOf(report);
  const [first, ...more] = divergences;
  const edited = fn.recheck !== null;
  return (
    <section class="card" aria-labelledby="parting-title">
      <h2 id="parting-title">{edited ? t('What your edit changed') : t('Where the two part')}</h2>
      {first && <Found fn={fn} divergence={first} which={0} edited={edited} />}
      {more.map((divergence, i) => (
        <details key={i} class="more">
          <summary>
            {placeOf(divergence, fn.file)} <code>{shownInput(divergence.input, 60)}</code>
          </summary>
          <Found fn={fn} divergence={divergence} which={i + 1} edited={edited} />
        </details>
      ))}
      {divergences.length === 0 && (
        <p>
          {edited
            ? t('Nothing that these runs could show: the edited function behaves as it was learned.')
            : t('Nowhere, on the inputs tried.')}
        </p>
      )}
    </section>
  );
}

function placeOf({ step }: Divergence, here: string): string {
  return step?.range ? t('Also at {0}:', placeText(step.range, here)) : t('Also on');
}

interface FoundProps {
  readonly fn: LearnedFunction;
  readonly divergence: Divergence;
  readonly which: number;
  readonly edited: boolean;
}

function Found({ fn, divergence, which, edited }: FoundProps): JSX.Element {
  const { step, input, refused } = divergence;
  const outcomes = shownOutcomes(divergence);
  const range = step?.range;
  const [now, before] = edited ? [t('now'), t('before')] : [t('function'), t('network')];
  return (
    <>
      <table class="facts">
        <tbody>
          <Row name={t('input')}>
            <code>{shownInput(input, 400)}</code>
            {divergence.shrunkFrom && (
              <span class="muted"> {t('made smaller, found at size {0}', divergence.size)}</span>
            )}
          </Row>
          <Row name={now}>
            <code>{refused === null ? outcomes.expected : shownOutcome(divergence.expected)}</code>
          </Row>
          <Row name={before}>{refused === null ? <code>{outcomes.got}</code> : t('refuses: {0}', refused)}</Row>
          {range && (
            <Row name={t('first at')}>
              <PlaceLink range={range} file={fn.file} />
              {refused === null && (
                <>
                  {step.name ? ` ${step.name}: ` : ': '}
                  {rich('{0} instead of {1}', <code>{shown(step.got)}</code>, <code>{shown(step.expected)}</code>)}
                </>
              )}
              {step.state.length > 0 && (
                <span class="muted">
                  {' '}
                  {t('with {0}', step.state.map(({ name, value }) => `${name} = ${shown(value, 60)}`).join(', '))}
                </span>
              )}
            </Row>
          )}
        </tbody>
      </table>
      <div class="bar">
        <button type="button" onClick={() => ask({ type: 'replay', id: fn.id, input })}>
          {t('Replay')}
        </button>
        <button type="button" class="secondary" onClick={() => ask({ type: 'copyTest', id: fn.id, which })}>
          {t('Copy as test')}
        </button>
        {fn.report?.network.steps !== null && (
          <button type="button" class="secondary" onClick={() => ask({ type: 'trainOn', id: fn.id, input })}>
            {t('Train on this input')}
          </button>
        )}
      </div>
    </>
  );
}

function Row({
  name,
  children,
}: {
  readonly name: string;
  readonly children: JSX.Element | string | (JSX.Element | string | null | false)[];
}): JSX.Element {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{children}</td>
    </tr>
  );
}
