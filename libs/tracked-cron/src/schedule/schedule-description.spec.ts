import { Schedule } from './schedule.js';

describe('A schedule describes itself', () => {
  it.each([
    ['* * * * *', 'every minute'],
    ['* * * * * *', 'every second'],
    ['*/5 * * * *', 'every 5 minutes'],
    ['*/30 * * * * *', 'every 30 seconds'],
    ['0 0-23/1 * * *', 'every hour'],
    ['@hourly', 'every hour'],
    ['0 */2 * * *', 'every 2 hours, Europe/Riga'],
    ['0 */12 * * *', 'every 12 hours, Europe/Riga'],
    ['0 0,12 * * *', 'at 00:00 and 12:00 every day, Europe/Riga'],
    ['0 */7 * * *', 'at 00:00, 07:00, 14:00 and 21:00 every day, Europe/Riga'],
    ['5 * * * *', 'at minute 5 of every hour'],
    ['*/25 * * * *', 'at minutes 0, 25 and 50 of every hour'],
    ['15 10 * * * *', 'at second 15 of minute 10 of every hour'],
    ['15 * * * * *', 'at second 15 of every minute'],
    ['*/10 */5 * * * *', 'every 10 seconds of every 5th minute'],
    ['5,8 */2 * * *', 'at minutes 5 and 8 of every 2nd hour, Europe/Riga'],
    ['30 2 * * *', 'at 02:30 every day, Europe/Riga'],
    ['30 2 * * mon-fri', 'at 02:30 on Monday to Friday, Europe/Riga'],
    ['15 5 9 * * *', 'at 09:05:15 every day, Europe/Riga'],
    ['* 30 2 * * *', 'every second of 02:30, Europe/Riga'],
    ['0 9-17 * * *', 'every hour from 09:00 to 17:59, Europe/Riga'],
    ['30 9-17 * * *', 'at minute 30 of every hour from 09:00 to 17:59, Europe/Riga'],
    ['*/5 9-17 * * 1-5', 'every 5 minutes from 09:00 to 17:59 on Monday to Friday, Europe/Riga'],
    ['*/5 2,4 * * *', 'every 5 minutes of hours 2 and 4, Europe/Riga'],
    ['@weekends', 'at 00:00 on Saturday and Sunday, Europe/Riga'],
    ['0 0 1 * *', 'at 00:00 on day 1 of the month, Europe/Riga'],
    ['0 0 1-7 * *', 'at 00:00 on days 1 to 7 of the month, Europe/Riga'],
    ['0 0 1 */3 *', 'at 00:00 on day 1 of the month in January, April, July and October, Europe/Riga'],
    ['0 0 13 * 5', 'at 00:00 on day 13 of the month or on Friday, Europe/Riga'],
    ['0 0 29 2 *', 'at 00:00 on 29 February, Europe/Riga'],
    ['0 6 * 6-8 *', 'at 06:00 every day in June to August, Europe/Riga'],
    ['@every 90s', 'every 1 minute and 30 seconds'],
    ['@every 5m', 'every 5 minutes'],
    ['@every 1d', 'every day'],
  ])('%s: %s', (expression, words) => {
    expect(new Schedule(expression, { timeZone: 'Europe/Riga' }).describe()).toBe(words);
  });
});
