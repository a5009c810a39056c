import { useEffect, useState } from 'react';
import { STATUS_LOOKS, type Status } from '../../../theme/states.js';
import type { Paints } from './paint-lane.js';

const STATUSES = Object.keys(STATUS_LOOKS) as Status[];

/** The colours of the theme that holds now, for a canvas; anew when it changes. */
export function usePaints(): Paints {
  const [paints, setPaints] = useState(readPaints);
  useEffect(() => {
    const read = () => setPaints(readPaints());
    const chosen = new MutationObserver(read);
    chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', read);
    return () => {
      chosen.disconnect();
      system.removeEventListener('change', read);
    };
  }, []);
  return paints;
}

function readPaints(): Paints {
  const style = getComputedStyle(document.documentElement);
  const of = (token: string) => style.getPropertyValue(token).trim();
  const status = STATUSES.map((one) => [one, of(STATUS_LOOKS[one].colour.slice('var('.length, -1))]);
  return {
    status: Object.fromEntries(status) as Record<Status, string>,
    ink: of('--ink-soft'),
    soft: of('--line-strong'),
    focus: of('--focus'),
  };
}
