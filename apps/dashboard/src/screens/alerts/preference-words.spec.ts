import { preferenceOf, valueInWords, type Draft } from './preference-words.js';

const draft = (different: Partial<Draft>): Draft => ({
  kind: 'mute',
  name: '',
  severity: '',
  isOff: false,
  from: '',
  to: '',
  timeZone: '',
  group: '',
  channels: '',
  escalateAfter: '',
  remindAfter: '',
  ...different,
});
const asZulu = (text: string) => (text === '' ? undefined : `${text}Z`);

describe('preferences', () => {
  it.each([
    [
      { kind: 'mute', name: 'billing.*' },
      { key: 'mute:billing.*', value: true },
    ],
    [{ kind: 'mute' }, null],
    [
      { kind: 'channel', name: 'chat', severity: 'error' },
      { key: 'channel:chat', value: { minSeverity: 'error' } },
    ],
    [
      { kind: 'channel', name: 'chat', isOff: true },
      { key: 'channel:chat', value: { off: true } },
    ],
    [{ kind: 'channel', name: 'chat' }, null],
    [
      { kind: 'quietHours', isOff: true },
      { key: 'quietHours', value: false },
    ],
    [
      { kind: 'quietHours', from: '22:00', to: '07:00', timeZone: 'Europe/Riga' },
      { key: 'quietHours', value: { from: '22:00', to: '07:00', timeZone: 'Europe/Riga' } },
    ],
    [{ kind: 'quietHours', from: '22:00' }, null],
    [
      { kind: 'window', name: 'move', to: '2026-12-01T06:00', group: 'billing' },
      { key: 'window:move', value: { to: '2026-12-01T06:00Z', when: { group: 'billing' } } },
    ],
    [
      { kind: 'route', name: 'rest', channels: 'chat, pager ', remindAfter: '2h' },
      { key: 'route:rest', value: { channels: ['chat', 'pager'], remindAfter: '2h' } },
    ],
    [{ kind: 'route', name: 'rest' }, null],
  ] as const)('are made of what somebody fills in: %j', (filled, made) => {
    expect(preferenceOf(draft(filled), asZulu)).toEqual(made);
  });

  it.each([
    ['mute:billing.*', true, 'nobody is told of billing.*'],
    ['channel:chat', { off: true }, 'off'],
    ['channel:chat', { minSeverity: 'error' }, 'hears of error and worse'],
    ['quietHours', false, 'no quiet hours'],
    [
      'quietHours',
      { from: '22:00', to: '07:00', timeZone: 'Europe/Riga' },
      'from 22:00 to 07:00, Europe/Riga',
    ],
    [
      'route:rest',
      { channels: ['chat'], when: { severity: 'error' } },
      'channels: chat; for error and worse',
    ],
    ['route:rest', null, 'nothing'],
  ])('say what %s is: %j', (key, value, words) => {
    expect(valueInWords(key, value)).toBe(words);
  });
});
