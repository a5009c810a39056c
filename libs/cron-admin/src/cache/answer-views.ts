/** Sets of rights for which parts of one answer are kept at once. */
const MOST_VIEWS = 20;

/** What of a kept answer somebody sees: the same object for all who may see the same, as long as the answer is kept. */
export class AnswerViews {
  private readonly views = new WeakMap<object, Map<string, object>>();

  /** @param rights what tells one set of rights from another */
  of<View extends object>(answer: object, rights: string, make: () => View): View {
    const views = this.views.get(answer) ?? new Map<string, object>();
    this.views.set(answer, views);
    const known = views.get(rights);
    if (known !== undefined) return known as View;
    if (views.size >= MOST_VIEWS) views.delete(views.keys().next().value!);
    const made = make();
    views.set(rights, made);
    return made;
  }
}
