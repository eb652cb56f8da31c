import type { AddIn } from '../../manifest-model.ts';

/** The add-in that is installed here, as the sandbox's server read its manifest. Rejects when the server does not answer. */
export async function loadAddIn(): Promise<AddIn> {
  const response = await fetch('/add-in.json');
  if (!response.ok) throw new Error(`/add-in.json: ${String(response.status)}`);
  return (await response.json()) as AddIn;
}
