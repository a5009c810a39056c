import { useEffect, useRef } from 'react';

/** Where `g` and a letter lead. */
export const PLACES = [
  { key: 'n', to: '/', name: 'Now' },
  { key: 'j', to: '/jobs', name: 'Jobs' },
  { key: 'e', to: '/executions', name: 'Executions' },
  { key: 'f', to: '/failures', name: 'Failures' },
  { key: 'r', to: '/reports', name: 'Reports' },
  { key: 'a', to: '/alerts', name: 'Alerts' },
  { key: 's', to: '/system', name: 'System' },
] as const;

type Place = (typeof PLACES)[number]['to'];

/** After `g`, so long for the letter. Milliseconds. */
const SECOND_KEY_MS = 1_500;

interface Keys {
  go(place: Place): void;
  find(): void;
  help(): void;
}

/** The keys that work everywhere, except where somebody writes. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    let goUntil = 0;
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      const place = PLACES.find(({ key }) => key === event.key);
      if (place && event.timeStamp < goUntil) latest.current.go(place.to);
      else if (event.key === '/') latest.current.find();
      else if (event.key === '?') latest.current.help();
      else {
        goUntil = event.key === 'g' ? event.timeStamp + SECOND_KEY_MS : 0;
        return;
      }
      goUntil = 0;
      event.preventDefault();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, dialog') !== null;
}
