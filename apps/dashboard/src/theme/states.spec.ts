import {
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  parse,
  wcagContrast,
  type Color,
} from 'culori';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const css = readFileSync(join(process.cwd(), 'apps/dashboard/src/theme/tokens.css'), 'utf8');
const difference = differenceCiede2000();

/** The values that the blocks of a selector give to custom properties, by name. */
function tokensOf(selector: string): ReadonlyMap<string, string> {
  const block = css.slice(css.indexOf(selector)).match(/\{([^}]*)\}/)![1];
  return new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
}

const THEMES = {
  light: tokensOf(':root {'),
  dark: tokensOf(":root:not([data-theme='light'])"),
} as const;

const EYES: Readonly<Record<string, { least: number; sees: (colour: Color) => Color }>> = {
  'who sees all colours': { least: 20, sees: (colour) => colour },
  deuteranopes: { least: 10, sees: filterDeficiencyDeuter(1) },
  protanopes: { least: 10, sees: filterDeficiencyProt(1) },
};

describe.each(Object.entries(THEMES))('in the %s theme', (_, tokens) => {
  const states = [...tokens].filter(([name]) => name.startsWith('--state-'));
  const pairs = states.flatMap((one, index) => states.slice(index + 1).map((other) => [one, other] as const));

  it('there are ten states', () => {
    expect(states).toHaveLength(10);
  });

  it.each(Object.entries(EYES))('states stay apart for %s', (_who, { least, sees }) => {
    const tooNear = pairs
      .map(([[one, a], [other, b]]) => ({ one, other, by: difference(sees(parse(a)!), sees(parse(b)!)) }))
      .filter(({ by }) => by < least);
    expect(tooNear).toEqual([]);
  });

  it('states are seen on what is behind them', () => {
    const faint = states.filter(([, colour]) => wcagContrast(colour, tokens.get('--surface')!) < 3);
    expect(faint).toEqual([]);
  });

  it.each(['--ink', '--ink-soft', '--accent', '--danger'])('%s is read on every ground', (name) => {
    const grounds = ['--ground', '--surface', '--raised', '--hover'];
    const contrasts = grounds.map((ground) => wcagContrast(tokens.get(name)!, tokens.get(ground)!));
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5);
  });
});

it('the dark theme is the same, whether the system or somebody has chosen it', () => {
  expect(tokensOf(":root[data-theme='dark']")).toEqual(THEMES.dark);
});
