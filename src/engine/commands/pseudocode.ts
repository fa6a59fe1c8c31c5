import { reportPseudocode } from '../../analyzer/pseudocode/report.ts';
import type { PseudocodeReport } from '../../shared/jobs.ts';

/** What pseudocode says as it is being typed; never throws on any text. Of plain text that is no algorithm it tells nothing. */
export function readPseudocode(file: string, text: string, isPlain: boolean): PseudocodeReport {
  return reportPseudocode(file, text, isPlain);
}
