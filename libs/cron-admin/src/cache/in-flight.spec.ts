import { InFlight } from './in-flight.js';

describe('who asks the same at the same time', () => {
  const inFlight = new InFlight();
  const asked: string[] = [];
  const ask = (key: string, answer: Promise<string>) =>
    inFlight.get(key, () => {
      asked.push(key);
      return answer;
    });
  beforeEach(() => void asked.splice(0));

  it('gets the same answer, asked for once', async () => {
    const both = [
      ask('a', Promise.resolve('first')),
      ask('a', Promise.resolve('second')),
      ask('b', Promise.resolve('b')),
    ];
    expect(await Promise.all(both)).toEqual(['first', 'first', 'b']);
    expect(asked).toEqual(['a', 'b']);
  });

  it('gets a new one afterwards, also after one that failed', async () => {
    await expect(ask('a', Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await ask('a', Promise.resolve('there'))).toBe('there');
    expect(asked).toEqual(['a', 'a']);
  });
});
