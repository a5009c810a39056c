import { inspect } from 'node:util';
import { consoleLine, nestLine } from './line-text.js';

describe('the text of a line', () => {
  const nest = (...parameters: unknown[]) => nestLine(parameters, undefined);

  it('is the message, under the name of its logger', () => {
    expect(nestLine(['three matches'], 'Feed')).toEqual({ text: 'three matches', context: 'Feed' });
    expect(nest('three matches')).toEqual({ text: 'three matches', context: null });
  });

  it('takes a last text for the name, where the logger has none of its own', () => {
    expect(nest('three matches', 'Feed')).toEqual({ text: 'three matches', context: 'Feed' });
    expect(nestLine(['three matches', 'and one more'], 'Feed')).toEqual({
      text: 'three matches and one more',
      context: 'Feed',
    });
  });

  it('has objects beside the message, and a stack below it', () => {
    const { stack } = new Error('no connection');
    expect(nestLine([{ match: 7 }, 'is over', { goals: [1, 2] }], 'Feed').text).toBe(
      '{ match: 7 } is over { goals: [ 1, 2 ] }',
    );
    expect(nestLine(['it failed', stack], 'Feed').text).toBe(`it failed\n${stack}`);
    expect(nest('it failed', stack, 'Feed')).toEqual({ text: `it failed\n${stack}`, context: 'Feed' });
    expect(nest('it failed', stack)).toEqual({ text: `it failed\n${stack}`, context: null });
    expect(nest(new Error('no connection')).text).toContain('Error: no connection\n    at ');
    expect(nest('it failed', undefined).text).toBe('it failed');
  });

  it('asks a message that is made when it is printed, and names a class', () => {
    class Feed {}
    expect(nest(() => 'made').text).toBe('made');
    expect(nest(Feed).text).toBe('Feed');
  });

  it('holds no secret, no colour, and nothing PostgreSQL refuses', () => {
    expect(nest('\u001b[31mpostgres://me:hunter2@db/x\u001b[39m a\0b').text).toBe(
      'postgres://me:[redacted]@db/x a\ufffdb',
    );
    expect(nest('sending', { password: 'hunter2' }).text).not.toContain('hunter2');
    expect(nest('x', 'token=abcdefghij').context).toBe('token=[redacted]');
  });

  it('is cut before anything looks at it, however long it is', () => {
    const startedAt = performance.now();
    const { text } = nest('password='.repeat(10_000_000));
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8 * 1024);
    expect(text).toMatch(/ … \[cut, 90000000 characters in all\]$/);
    expect(Buffer.byteLength(nest({ blob: 'y'.repeat(1_000_000) }).text)).toBeLessThanOrEqual(8 * 1024);
  });

  it('says where something can not be shown', () => {
    const broken = {
      [inspect.custom]: () => {
        throw new Error('not me');
      },
    };
    expect(nest('it was', broken).text).toBe("it was [object that can't be shown]");
    expect(consoleLine(['it was', broken]).text).toBe("it was [object that can't be shown]");
  });

  it('fills in the placeholders of console', () => {
    expect(consoleLine(['%s has %d goals', 'Riga', 3, { x: 1 }])).toEqual({
      text: 'Riga has 3 goals { x: 1 }',
      context: 'console',
    });
    expect(consoleLine(['100%']).text).toBe('100%');
  });
});
