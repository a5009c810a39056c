import { MethodTap } from './method-tap.js';

class Printer {
  printed: unknown[] = [];

  print(...what: unknown[]): number {
    this.printed.push(...what);
    return this.printed.length;
  }

  printTwice(what: unknown): void {
    this.print(what);
    this.print(what);
  }

  fail(): never {
    throw new Error('out of paper');
  }
}

describe('a tapped method', () => {
  const own = Printer.prototype.print;
  let heard: unknown[][];
  let tap: MethodTap;

  beforeEach(() => {
    heard = [];
    const hears = (_: unknown, parameters: unknown[]) => void heard.push(parameters);
    tap = new MethodTap(() =>
      ['print', 'printTwice', 'fail', 'absent'].map((name) => ({ owner: Printer.prototype, name, hears })),
    );
  });
  afterEach(() => {
    Printer.prototype.print = own;
  });

  it('does what it did, and is heard', () => {
    const detach = tap.attach();
    const printer = new Printer();
    expect(printer.print('a', 1)).toBe(2);
    expect(printer.printed).toEqual(['a', 1]);
    expect(() => printer.fail()).toThrow('out of paper');
    expect(heard).toEqual([['a', 1], []]);
    detach();
  });

  it('is heard once, whatever it calls for its own work', () => {
    const detach = tap.attach();
    const printer = new Printer();
    printer.printTwice('a');
    expect(printer.printed).toEqual(['a', 'a']);
    expect(heard).toEqual([['a']]);
    detach();
  });

  it('is as it was when the last listener has left', () => {
    const [one, other] = [tap.attach(), tap.attach()];
    one();
    one();
    new Printer().print('a');
    expect(heard).toEqual([['a']]);
    other();
    expect(Printer.prototype.print).toBe(own);
    new Printer().print('b');
    expect(heard).toEqual([['a']]);
  });

  it('stays, deaf, where somebody has put another one in front', () => {
    const detach = tap.attach();
    const tapped = Printer.prototype.print;
    Printer.prototype.print = function (...what) {
      return tapped.call(this, 'in front', ...what);
    };
    const theirs = Printer.prototype.print;
    detach();
    expect(Printer.prototype.print).toBe(theirs);
    const printer = new Printer();
    printer.print('a');
    expect(printer.printed).toEqual(['in front', 'a']);
    expect(heard).toEqual([]);
  });

  it('works although its listener fails', () => {
    const failing = new MethodTap(() => [
      {
        owner: Printer.prototype,
        name: 'print',
        hears: () => {
          throw new Error('deaf');
        },
      },
    ]);
    const detach = failing.attach();
    expect(new Printer().print('a')).toBe(1);
    expect(new Printer().print('a')).toBe(1);
    detach();
  });
});
