import type { JSX } from 'preact';
import type { LearnedFunction } from '../../src/shared/panel.ts';
import { divergencesOf, type Divergence } from '../../src/shared/report.ts';
import { ask } from './editor.ts';
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
      <h2 id="parting-title">{edited ? 'What your edit changed' : 'Where the two part'}</h2>
      {first && <Found fn={fn} divergence={first} which={0} edited={edited} />}
      {more.map((divergence, i) => (
        <details key={i} class="more">
          <summary>
            {placeOf(divergence)} <code>{shownInput(divergence.input, 60)}</code>
          </summary>
          <Found fn={fn} divergence={divergence} which={i + 1} edited={edited} />
        </details>
      ))}
      {divergences.length === 0 && (
        <p>
          {edited
            ? 'Nothing that these runs could show: the edited function behaves as it was learned.'
            : 'Nowhere, on the inputs tried.'}
        </p>
      )}
    </section>
  );
}

function placeOf({ step }: Divergence): string {
  return step?.range ? `Also at line ${step.range.start.line}:` : 'Also on';
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
  const [now, before] = edited ? (['now', 'before'] as const) : (['function', 'network'] as const);
  return (
    <>
      <table class="facts">
        <tbody>
          <Row name="input">
            <code>{shownInput(input, 400)}</code>
            {divergence.shrunkFrom && <span class="muted"> made smaller, found at size {divergence.size}</span>}
          </Row>
          <Row name={now}>
            <code>{refused === null ? outcomes.expected : shownOutcome(divergence.expected)}</code>
          </Row>
          <Row name={before}>{refused === null ? <code>{outcomes.got}</code> : `refuses: ${refused}`}</Row>
          {range && (
            <Row name="first at">
              <button type="button" class="link" onClick={() => ask({ type: 'reveal', range })}>
                line {range.start.line}
              </button>
              {refused === null && (
                <>
                  {step.name ? ` ${step.name}: ` : ': '}
                  <code>{shown(step.got)}</code> instead of <code>{shown(step.expected)}</code>
                </>
              )}
              {step.state.length > 0 && (
                <span class="muted">
                  {' '}
                  with {step.state.map(({ name, value }) => `${name} = ${shown(value, 60)}`).join(', ')}
                </span>
              )}
            </Row>
          )}
        </tbody>
      </table>
      <div class="bar">
        <button type="button" onClick={() => ask({ type: 'replay', id: fn.id, input })}>
          Replay
        </button>
        <button type="button" class="secondary" onClick={() => ask({ type: 'copyTest', id: fn.id, which })}>
          Copy as test
        </button>
        {fn.report?.network.steps !== null && (
          <button type="button" class="secondary" onClick={() => ask({ type: 'trainOn', id: fn.id, input })}>
            Train on this input
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
