interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Changes to a text, by position in the original: everything outside them stays as it is, to the letter. */
export class TextEdits {
  private readonly edits: Edit[] = [];

  get isEmpty(): boolean {
    return this.edits.length === 0;
  }

  /** Insertions at one place keep the order in which they were asked for. */
  insert(at: number, text: string): void {
    this.replace(at, at, text);
  }

  remove(start: number, end: number): void {
    this.replace(start, end, '');
  }

  replace(start: number, end: number, text: string): void {
    this.edits.push({ start, end, text });
  }

  /** Whether the position lies in what is replaced or removed. */
  covers(position: number): boolean {
    return this.edits.some(({ start, end }) => start <= position && position < end);
  }

  /**
   * The changed text, or the part of it that stood between two positions.
   * @throws Error when something is written where something else is written or removed: that is a mistake of the caller
   */
  apply(text: string, from = 0, to = text.length): string {
    const within = this.edits
      .filter(({ start, end }) => start >= from && end <= to)
      .sort((a, b) => a.start - b.start || a.end - b.end);
    let result = '';
    let at = from;
    for (const edit of within) {
      if (edit.start < at && edit.text === '' && edit.end > edit.start) {
        at = Math.max(at, edit.end); // removed twice is removed
        continue;
      }
      if (edit.start < at) throw new Error(`two changes overlap at position ${edit.start}`);
      result += text.slice(at, edit.start) + edit.text;
      at = edit.end;
    }
    return result + text.slice(at, to);
  }
}
