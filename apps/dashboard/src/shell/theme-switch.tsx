import { useState } from 'react';
import { Menu, MenuItem } from '../parts/menu.js';
import { Button } from '../parts/button.js';

const KEY = 'tracked-cron.theme';
const THEMES = { system: 'As the system', light: 'Light', dark: 'Dark' } as const;
type Theme = keyof typeof THEMES;

function keptTheme(): Theme {
  const kept = window.localStorage.getItem(KEY);
  return kept !== null && kept in THEMES ? (kept as Theme) : 'system';
}

/** To be called before the first drawing. */
export function applyTheme(theme: Theme = keptTheme()): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function ThemeSwitch() {
  const [theme, setTheme] = useState(keptTheme);
  const choose = (next: Theme) => {
    window.localStorage.setItem(KEY, next);
    applyTheme(next);
    setTheme(next);
  };
  return (
    <Menu
      trigger={
        <Button kind="quiet" aria-label={`Theme: ${THEMES[theme]}`}>
          ◐
        </Button>
      }
    >
      {(Object.keys(THEMES) as Theme[]).map((each) => (
        <MenuItem key={each} onSelect={() => choose(each)}>
          {each === theme ? '✓ ' : ''}
          {THEMES[each]}
        </MenuItem>
      ))}
    </Menu>
  );
}
