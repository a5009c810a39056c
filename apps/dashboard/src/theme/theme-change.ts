import { useSyncExternalStore } from 'react';

let changes = 0;

/** Colours change where somebody chooses a theme here, and where the system does for who has chosen none. */
function subscribe(listener: () => void): () => void {
  const changed = () => {
    changes += 1;
    listener();
  };
  const chosen = new MutationObserver(changed);
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  return () => {
    chosen.disconnect();
    system.removeEventListener('change', changed);
  };
}

/** Another value each time the theme has changed: for what has to be drawn anew by it, such as a canvas. */
export function useThemeChange(): number {
  return useSyncExternalStore(subscribe, () => changes);
}
