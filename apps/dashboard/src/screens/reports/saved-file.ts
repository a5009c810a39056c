import { answerOf } from '../../api/client.js';

/** Lets the browser save an answer as a file. @returns the name that it has */
export async function save(
  call: Promise<{ data?: unknown; error?: unknown; response: Response }>,
  name: string,
): Promise<string> {
  const data = (await answerOf(call)) as Blob;
  const address = URL.createObjectURL(data);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // the browser reads it after this turn
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
  return name;
}
