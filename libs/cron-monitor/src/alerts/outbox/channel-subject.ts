const PREFIX = '~channel:';

/** The subject of an incident about a channel that is gone. No job can be called so. */
export function channelSubject(channel: string): string {
  return PREFIX + channel;
}

/** The channel that an incident is about; null for one of a job. */
export function channelOf(subject: string): string | null {
  return subject.startsWith(PREFIX) ? subject.slice(PREFIX.length) : null;
}
