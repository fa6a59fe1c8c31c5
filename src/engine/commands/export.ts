export async function exportCommand(_model: string, _out: string, _guess: boolean): Promise<void> {
  await Promise.resolve();
}
