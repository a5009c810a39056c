/** What somebody wrote for a job's parameters: JSON, or nothing. */
export type WrittenParameters =
  | { readonly value: unknown; readonly problem: null }
  | { readonly value: undefined; readonly problem: string };

/** Nothing written is nothing given. What values are worth, the job's own schema says on the server. */
export function readParameters(text: string): WrittenParameters {
  if (text.trim() === '') return { value: undefined, problem: null };
  try {
    return { value: JSON.parse(text), problem: null };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return { value: undefined, problem: `This is no JSON yet: ${found}` };
  }
}

/** Parameters as somebody would write them; nothing for none. */
export function writtenOf(parameters: unknown): string {
  return parameters === undefined || parameters === null ? '' : JSON.stringify(parameters, null, 2);
}
