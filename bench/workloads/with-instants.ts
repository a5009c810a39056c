/** How many instants, how far apart (milliseconds), and for how many jobs, which decides how long setting up may take. */
interface Wanted {
  readonly count: number;
  readonly spacing: number;
  readonly jobs: number;
  /** What the instants are multiples of, milliseconds. Default: 1,000. */
  readonly multiplesOf?: number;
  /** Processes that set up side by side. */
  readonly processes?: number;
}

/** Finds instants, such as whole seconds, that leave enough time to set up; more of it when that was not enough. */
export async function withInstants<Result>(
  { count, spacing, jobs, multiplesOf = 1_000, processes = 1 }: Wanted,
  measure: (instants: number[]) => Promise<Result>,
): Promise<Result> {
  let lead = (2_500 + jobs * 0.8) * Math.max(1, processes * 0.8);
  for (;;) {
    const first = Math.ceil((Date.now() + lead) / multiplesOf) * multiplesOf;
    try {
      return await measure(Array.from({ length: count }, (_, index) => first + index * spacing));
    } catch (error) {
      if (!(error as Error).message.includes('TooLate') || lead > 60_000) throw error;
      lead *= 2;
    }
  }
}
