/** Who asks the same while it is being answered gets the same answer. */
export class InFlight {
  private readonly asked = new Map<string, Promise<unknown>>();

  /** @param key of the question, with the type of its answer in it */
  get<Answer>(key: string, load: () => Promise<Answer>): Promise<Answer> {
    const known = this.asked.get(key);
    if (known !== undefined) return known as Promise<Answer>;
    const answer = load().finally(() => this.asked.delete(key));
    this.asked.set(key, answer);
    return answer;
  }
}
