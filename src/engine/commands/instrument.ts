export async function instrumentCommand(_file: string, _out: string): Promise<void> {
  await Promise.resolve();
}
