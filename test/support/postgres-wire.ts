/*
 * As much of PostgreSQL's protocol as it takes to know where one answer ends and the next begins, also when a client has sent
 * several statements ahead. Without encryption: what is tested lies on this machine.
 */

/** A statement under way on a connection. */
export interface AskedStatement {
  /** The name it was prepared under, or else its SQL: `quick-claim-decide`, `begin`. */
  readonly what: string;
  /** What went before it in the same transaction; empty outside of one. */
  readonly before: readonly string[];
}

/** Cuts one direction of a connection into messages. */
export class MessageCutter {
  private rest: Buffer = Buffer.alloc(0);

  /** @param startsUntyped a client's first message has no type, and says its length at once */
  constructor(private startsUntyped: boolean) {}

  /** @returns the messages that are complete by now */
  take(data: Buffer): Buffer[] {
    const messages: Buffer[] = [];
    let left = this.rest.length === 0 ? data : Buffer.concat([this.rest, data]);
    for (;;) {
      const typed = this.startsUntyped ? 0 : 1;
      if (left.length < typed + 4) break;
      const length = typed + left.readInt32BE(typed);
      if (left.length < length) break;
      messages.push(left.subarray(0, length));
      left = left.subarray(length);
      this.startsUntyped = false;
    }
    this.rest = left;
    return messages;
  }
}

/** Follows what a client asks, and how far the server has come with its answers. */
export class StatementTracker {
  /** Not answered to the end; the first is what the server is answering. The start of the connection is one as well. */
  private readonly underWay: AskedStatement[] = [{ what: 'startup', before: [] }];
  private transaction: string[] = [];
  private current = '';

  /** What the server is answering. */
  get answering(): AskedStatement | undefined {
    return this.underWay[0];
  }

  /** Takes in a client's message. @returns the statement that it completes, if it does */
  sent(message: Buffer): AskedStatement | undefined {
    switch (typeOf(message)) {
      case 'Q':
        return this.asked(textAt(message, 5));
      case 'P': {
        const name = textAt(message, 5);
        this.current = name || textAt(message, 6 + Buffer.byteLength(name));
        return undefined;
      }
      case 'B': {
        const portal = textAt(message, 5);
        this.current = textAt(message, 6 + Buffer.byteLength(portal)) || this.current;
        return undefined;
      }
      case 'S':
        return this.asked(this.current);
      default:
        return undefined;
    }
  }

  /** Takes in a server's message. @returns whether it was the last of an answer */
  answered(message: Buffer): boolean {
    if (typeOf(message) !== 'Z') return false;
    this.underWay.shift();
    return true;
  }

  private asked(what: string): AskedStatement {
    const asked = { what, before: [...this.transaction] };
    this.underWay.push(asked);
    const keyword = what.toLowerCase();
    if (keyword === 'commit' || keyword === 'rollback') this.transaction = [];
    else if (keyword === 'begin' || this.transaction.length > 0) this.transaction.push(what);
    return asked;
  }
}

function typeOf(message: Buffer): string {
  return String.fromCharCode(message[0]);
}

/** Texts end with a zero. */
function textAt(message: Buffer, start: number): string {
  return message.toString('utf8', start, message.indexOf(0, start));
}
