/** What arguments may be, for whoever takes them in. */
export { decodeInput } from '../analyzer/inputs/functions.ts';
