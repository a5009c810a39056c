/** Remembers what was made for a key; past its capacity it forgets what was made first. */
export class BoundedCache<T> {
  readonly #entries = new Map<string, T>();

  constructor(readonly capacity: number) {}

  /** What `make` gave for this key, now or earlier. What `make` throws is not remembered. */
  get(key: string, make: () => T): T {
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const made = make();
    if (this.#entries.size >= this.capacity) {
      const [oldest] = this.#entries.keys();
      this.#entries.delete(oldest);
    }
    this.#entries.set(key, made);
    return made;
  }
}
