/** A club of the invented league. `strength` is its share of goals against an average club. */
export interface Club {
  code: string;
  name: string;
  city: string;
  strength: number;
}

export const CLUBS: readonly Club[] = [
  { code: 'DAR', name: 'Daugava Rovers', city: 'Riga', strength: 1.25 },
  { code: 'GAU', name: 'Gauja Wanderers', city: 'Valmiera', strength: 1.1 },
  { code: 'AMB', name: 'Amber Coast', city: 'Liepāja', strength: 1.15 },
  { code: 'VEN', name: 'Ventspils Harbour', city: 'Ventspils', strength: 0.95 },
  { code: 'LIE', name: 'Lielupe Athletic', city: 'Jelgava', strength: 0.9 },
  { code: 'LAT', name: 'Latgale United', city: 'Daugavpils', strength: 1 },
  { code: 'CES', name: 'Cēsis Castle', city: 'Cēsis', strength: 0.85 },
  { code: 'SIG', name: 'Sigulda Hills', city: 'Sigulda', strength: 0.8 },
  { code: 'JUR', name: 'Jūrmala Dunes', city: 'Jūrmala', strength: 1.05 },
  { code: 'OGR', name: 'Ogre Blues', city: 'Ogre', strength: 0.75 },
];

export const COACHES = [
  'A. Kalniņa',
  'J. Bērziņš',
  'M. Ozols',
  'I. Liepa',
  'R. Vītols',
  'L. Krūmiņa',
  'P. Zariņš',
];
export const PLAYERS = [
  'Balodis',
  'Celms',
  'Dumpis',
  'Eglītis',
  'Freimanis',
  'Gailis',
  'Jansons',
  'Krastiņš',
];
