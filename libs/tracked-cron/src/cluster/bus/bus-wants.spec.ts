import { BusWants } from './bus-wants.js';

describe('what is wanted', () => {
  it('is a topic or one id of it, until the last who wants it is gone', () => {
    const wants = new BusWants();
    expect(wants.add('logs:1')).toBe(true);
    expect(wants.add('logs:1')).toBe(false);
    expect([wants.has('logs', '1'), wants.has('logs', '2'), wants.has('logs')]).toEqual([true, false, false]);
    expect(wants.remove('logs:1')).toBe(false);
    expect(wants.remove('logs:1')).toBe(true);
    expect(wants.has('logs', '1')).toBe(false);
  });

  it('by another instance stands until its time is over or it says otherwise', () => {
    const wants = new BusWants();
    wants.heard('a', ['execution', 'logs:1'], 100);
    wants.heard('b', ['execution'], 200);
    expect(wants.hasByOthers('logs', '1')).toBe(true);
    expect(wants.expire(100)).toBe(200);
    expect([wants.has('execution', 'any'), wants.has('logs', '1')]).toEqual([true, false]);
    wants.heard('b', [], 300);
    expect(wants.has('execution')).toBe(false);
    expect(wants.expire(100)).toBe(Infinity);
  });

  it('here is nothing that others have to be told of', () => {
    const wants = new BusWants();
    wants.add('execution');
    expect(wants.has('execution')).toBe(true);
    expect(wants.hasByOthers('execution', '1')).toBe(false);
  });

  it('of overrides is known without anybody saying so', () => {
    const wants = new BusWants();
    expect([wants.has('override'), wants.hasByOthers('override', undefined)]).toEqual([true, true]);
    wants.add('override');
    expect(wants.announcement()).toEqual([]);
  });

  it('is announced as the whole topic where there are too many ids of it', () => {
    const wants = new BusWants();
    wants.add('job');
    wants.add('logs:1');
    expect(wants.announcement()).toEqual(['job', 'logs:1']);
    for (let id = 2; id < 200; id++) wants.add(`logs:${id}`);
    expect(wants.announcement()).toEqual(['job', 'logs']);
  });
});
