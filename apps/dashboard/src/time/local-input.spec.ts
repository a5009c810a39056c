import { fromLocalInput, toLocalInput } from './local-input.js';

it('reads what it has written, to the second', () => {
  const instant = Date.parse('2026-11-26T07:24:03.000Z');
  expect(fromLocalInput(toLocalInput(instant))).toBe(instant);
  expect(fromLocalInput(toLocalInput(instant + 400))).toBe(instant);
});

it('writes whole minutes as a browser gives them back', () => {
  expect(toLocalInput(Date.parse('2026-11-26T07:24:00.400Z'))).toMatch(/T\d{2}:24$/);
});

it('says that there is no instant in what is not finished', () => {
  expect(fromLocalInput('')).toBeNull();
  expect(fromLocalInput('2026-11-26')).toBeNull();
  expect(fromLocalInput('2026-13-26T07:24')).toBeNull();
});
