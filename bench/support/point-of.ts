/** Starts a task, and has what it reaches first; its result comes later. */
export async function pointOf<Result>(
  start: (reached: (point: string) => void) => Promise<Result>,
): Promise<[point: string, result: Promise<Result>]> {
  let result!: Promise<Result>;
  const point = await new Promise<string>((resolve, reject) => {
    result = start(resolve);
    result.catch(reject);
  });
  return [point, result];
}
