import type { JSX } from 'preact';
import { t } from '../../src/shared/l10n.ts';
import type { LearnedFunction, SpecificationState } from '../../src/shared/panel.ts';
import type { SpecReport } from '../../src/shared/report.ts';
import { Button } from './button.tsx';
import { TableHead } from './chart.tsx';
import { ask } from './editor.ts';

interface Props {
  readonly fn: LearnedFunction;
  readonly specification: SpecificationState;
  readonly trusted: boolean;
}

/** The function as the CLRS benchmark would specify it: typed probes, and the loop at which hints are sampled. */
export function SpecificationSection({ fn, specification, trusted }: Props): JSX.Element | null {
  if (!fn.report) return null;
  return (
    <section class="card" aria-labelledby="spec-title">
      <h2 id="spec-title">{t('CLRS specification')}</h2>
      {specification.status !== 'ready' && (
        <div class="bar">
          <Button
            class="secondary"
            off={!trusted || specification.status === 'loading'}
            onClick={() => ask({ type: 'specify', id: fn.id, loop: null })}
          >
            {t('Infer it')}
          </Button>
          {specification.status === 'none' && (
            <span class="muted">{t('Inputs, outputs and hints as typed probes on nodes, edges and the graph.')}</span>
          )}
          {specification.status === 'loading' && <span role="status">{t('Watching how values flow …')}</span>}
        </div>
      )}
      {specification.status === 'failed' && <p role="alert">{specification.message}</p>}
      {specification.status === 'ready' && <Specification fn={fn} report={specification.report} />}
    </section>
  );
}

function Specification({ fn, report }: { readonly fn: LearnedFunction; readonly report: SpecReport }): JSX.Element {
  const { probes, unplaced } = report;
  return (
    <>
      <Loops fn={fn} report={report} />
      <div class="scroll">
        <table class="probes">
          <TableHead titles={[t('stage'), t('probe'), t('location'), t('type'), t('stands for')]} />
          <tbody>
            {probes.map(({ stage, name, location, type, categories, from }) => (
              <tr key={`${stage} ${name}`}>
                <td>{stage}</td>
                <th scope="row">
                  <code>{name}</code>
                </th>
                <td>{location}</td>
                <td title={categories?.join(', ') ?? ''}>
                  {type}
                  {categories && <span class="muted"> {t('of {0}', categories.length)}</span>}
                </td>
                <td>{from}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {unplaced.length > 0 && (
        <>
          <h3>{t('Without a place in a specification')}</h3>
          <ul>
            {unplaced.map(({ stage, name, why }) => (
              <li key={`${stage} ${name}`}>
                <code>{name}</code> ({stage}): {why}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Where hints are sampled: once in each turn of the loop that moves most, unless another is chosen. */
function Loops({ fn, report }: { readonly fn: LearnedFunction; readonly report: SpecReport }): JSX.Element {
  const { cycles } = report;
  const chosen = cycles.find((cycle) => cycle.chosen);
  if (cycles.length === 0) return <p class="muted">{t('There is no loop and no recursion, so there are no hints.')}</p>;
  return (
    <label class="loops">
      {t('Hints are sampled once in each turn of')}
      <select
        value={chosen?.range?.start.line ?? ''}
        onChange={({ currentTarget }) => ask({ type: 'specify', id: fn.id, loop: Number(currentTarget.value) || null })}
      >
        {cycles.map(({ kind, function: name, range, iterations }) => (
          <option key={`${range?.start.line ?? name}`} value={range?.start.line ?? ''}>
            {cycleText(kind, name, range?.start.line)}{' '}
            {iterations === null ? t('(too many turns to sample)') : t('({0} turns a run)', iterations.toFixed(1))}
          </option>
        ))}
      </select>
    </label>
  );
}

function cycleText(kind: 'loop' | 'recursion', name: string, line: number | undefined): string {
  if (kind === 'recursion') return t('the recursion in {0}', name);
  return line === undefined ? t('the loop in {0}', name) : t('the loop in {0}, line {1}', name, line);
}
