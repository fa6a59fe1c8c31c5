import { reportPseudocode } from '../../analyzer/pseudocode/report.ts';
import type { PseudocodeReport } from '../../shared/jobs.ts';

/** What pseudocode says as it is being typed; never throws on any text. */
export function readPseudocode(file: string, text: string): PseudocodeReport {
  return reportPseudocode(file, text);
}
