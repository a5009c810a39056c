import './list.css';

/** Beside the state of a row that is held: it is no longer what was asked for, and says what it was. */
export function GoneMark({ gone }: { gone: boolean }) {
  return gone ? <span className="gone-mark">changed since</span> : null;
}
