import * as vscode from 'vscode';
import { toEditorRange } from '../editor/ranges.ts';
import type { Range } from '../../shared/range.ts';

/** Lights the place in the source at which the step player stands. */
export class LineLight implements vscode.Disposable {
  private readonly decoration = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('understudy.currentStepBackground'),
    isWholeLine: true,
  });
  private readonly exact = vscode.window.createTextEditorDecorationType({
    border: '1px solid',
    borderColor: new vscode.ThemeColor('understudy.currentStepBorder'),
  });

  show(range: Range | null): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const isHere = range !== null && editor.document.fileName === range.file;
      const places = isHere ? [toEditorRange(range)] : [];
      editor.setDecorations(this.decoration, places);
      editor.setDecorations(this.exact, places);
      const [place] = places;
      if (place) editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  dispose(): void {
    this.decoration.dispose();
    this.exact.dispose();
  }
}
