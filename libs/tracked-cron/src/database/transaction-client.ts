import { callbackify } from 'node:util';
import type pg from 'pg';
import { driver } from './driver.js';

/** Settings of PostgreSQL by name. */
export type TransactionSettings = Readonly<Record<string, string | number>>;

type Callback = (error: unknown, result?: unknown) => void;
type Send = (query: string | pg.QueryConfig, values?: unknown[]) => Promise<unknown>;

const BEGINS = /^\s*(begin|start\s+transaction)\b/i;
const ENDS = /^\s*(commit|rollback|end)\s*;?\s*$/i;

/**
 * A connection through a pooler that may lead each transaction to another session of the server: every statement is, or is
 * part of, a transaction that says its settings itself, and none is prepared under a name. On a pipelining connection the
 * whole of it is one trip.
 */
export function transactionClient(settings: TransactionSettings): typeof pg.Client {
  const begin = ['begin', ...settingsSql(settings)].join('; ');
  return class TransactionClient extends driver().Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      const send = super.query.bind(this) as Send;
      this.query = transactional(send, begin) as pg.Client['query'];
    }
  };
}

function settingsSql(settings: TransactionSettings): string[] {
  return Object.entries(settings).map(([name, value]) => `set local ${name} = ${value}`);
}

function transactional(send: Send, begin: string) {
  /** As the statements that were sent leave it, whatever has been answered. */
  let open = false;
  const answer = async (query: string | pg.QueryConfig, values: unknown[] | undefined) => {
    const text = typeof query === 'string' ? query : query.text;
    if (BEGINS.test(text)) {
      open = true;
      // its own words may say how isolated it is
      return send(text.replace(/;?\s*$/, begin.slice('begin'.length)));
    }
    if (ENDS.test(text)) open = false;
    else if (!open) return alone(query, values);
    return send(query, values);
  };
  const alone = async (query: string | pg.QueryConfig, values: unknown[] | undefined) => {
    // after an error the server takes the commit for a rollback; the first error is the one that says what happened
    const answers = [send(begin), send(query, values), send('commit')];
    const [, result] = await Promise.all(answers);
    return result;
  };
  return (given: string | pg.QueryConfig, ...more: (unknown[] | Callback | undefined)[]) => {
    const values = more.find((one) => Array.isArray(one));
    const callback = more.find((one) => typeof one === 'function');
    const answered = answer(unnamed(given), values);
    if (callback === undefined) return answered;
    callbackify(() => answered)(callback);
  };
}

function unnamed(query: string | pg.QueryConfig): string | pg.QueryConfig {
  return typeof query === 'string' || query.name === undefined ? query : { ...query, name: undefined };
}
