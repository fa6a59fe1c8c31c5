import type { PanelRequest, PanelUpdate } from '../../src/shared/panel.ts';

interface EditorApi {
  postMessage(message: PanelRequest): void;
  /** Kept for a reload of the window: the editor gives it back to the extension, not to the page. */
  setState(state: { readonly id: string | null }): void;
}

declare function acquireVsCodeApi(): EditorApi;

const api = acquireVsCodeApi();

export function ask(request: PanelRequest): void {
  api.postMessage(request);
}

export function remember(id: string | null): void {
  api.setState({ id });
}

/** Hears of new states; @returns a function that ends it. */
export function onUpdate(listener: (update: PanelUpdate) => void): () => void {
  const hear = ({ data }: MessageEvent<PanelUpdate>): void => listener(data);
  window.addEventListener('message', hear);
  return () => window.removeEventListener('message', hear);
}
