/** Frames of a stack, as V8 writes them. */
export interface Frames {
  /** Those in the application's own code, in their order. */
  readonly own: readonly string[];
  /** All of them, in their order. */
  readonly all: readonly string[];
}

/** Node itself, packages, and what V8 has no place for. */
const FOREIGN = /\bnode_modules[\\/]|\bnode:|\(native\)|<anonymous>\)?$|\(index \d+\)$/;

/** The frames of a stack; what stands before them is the message, which is shown elsewhere. */
export function framesOf(stack: string | null): Frames {
  const all = [...(stack ?? '').matchAll(/^\s+at (.+)$/gm)].map(([, frame]) => frame!);
  return { own: all.filter((frame) => !FOREIGN.test(frame)), all };
}
