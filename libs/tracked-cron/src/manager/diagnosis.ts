/** Something about the library itself that somebody has to see to; jobs have their own health. */
export interface DiagnosisFinding {
  /** Stable, for programs. `PARTITIONS_RUN_OUT`: this role may not make more, and those that are there will not last. */
  readonly code: 'PARTITIONS_RUN_OUT';
  /** What is wrong, until when there is time, and what to do. */
  readonly message: string;
  /** By when it has to be seen to. */
  readonly dueAt: Date;
}

/** @param room until when there are partitions, milliseconds since the epoch, and what is wrong with that */
export function diagnose(room: {
  readonly roomUntil: number;
  readonly warning: string | null;
}): DiagnosisFinding[] {
  const { warning, roomUntil } = room;
  return warning === null
    ? []
    : [{ code: 'PARTITIONS_RUN_OUT', message: warning, dueAt: new Date(roomUntil) }];
}
