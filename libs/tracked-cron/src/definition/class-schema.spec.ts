import 'reflect-metadata';
import { Transform, Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, ValidateNested } from 'class-validator';
import { classSchema } from './class-schema.js';
import { isParametersClass } from './parameters-class.js';

class Recipient {
  @IsString()
  mail!: string;
}

class BuildReport {
  @Matches(/^\d{4}-\d{2}$/)
  month!: string;

  @IsOptional()
  @IsInt()
  @Transform(({ value }: { value: unknown }) => {
    if (value === 'boom') throw new Error('no number');
    return Number(value);
  })
  copies: number = 1;

  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => Recipient)
  recipients?: Recipient[];
}

class NoRules {
  month!: string;
}

async function check(value: unknown) {
  const schema = await classSchema(BuildReport);
  return schema['~standard'].validate(value);
}

describe('a class as a schema', () => {
  it('gives what fits as plain data, with its defaults and transformations', async () => {
    expect(await check({ month: '2026-11', copies: '3', recipients: [{ mail: 'a@b.c' }] })).toEqual({
      value: { month: '2026-11', copies: 3, recipients: [{ mail: 'a@b.c' }] },
    });
    const { value } = (await check({ month: '2026-11' })) as { value: object };
    expect(value).toEqual({ month: '2026-11', copies: 1 });
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it.each<[unknown, { message: string; path: string[] }[]]>([
    [undefined, [{ message: 'month must match /^\\d{4}-\\d{2}$/ regular expression', path: ['month'] }]],
    [{ month: '2026-11', year: 1 }, [{ message: 'property year should not exist', path: ['year'] }]],
    [
      { month: '2026-11', recipients: [{ mail: 'a' }, { mail: 5 }] },
      [{ message: 'mail must be a string', path: ['recipients', '1', 'mail'] }],
    ],
    [
      { month: '2026-11', recipients: [{ mail: 'a', age: 5 }] },
      [{ message: 'property age should not exist', path: ['recipients', '0', 'age'] }],
    ],
    [{ month: '2026-11', copies: 'boom' }, [{ message: "can't be read: no number", path: [] }]],
    [null, [{ message: 'must be an object', path: [] }]],
    [['2026-11'], [{ message: 'must be an object', path: [] }]],
    ['2026-11', [{ message: 'must be an object', path: [] }]],
  ])('refuses %j, and says where', async (value, issues) => {
    expect(await check(value)).toEqual({ issues });
  });

  it('takes no prototype from what a client sent', async () => {
    const hostile: unknown = JSON.parse(
      '{ "month": "2026-11", "__proto__": { "copies": 9 }, "constructor": {} }',
    );
    const { value } = (await check(hostile)) as { value: object };
    expect(value).toEqual({ month: '2026-11', copies: 1 });
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.hasOwn(value, 'constructor')).toBe(false);
  });

  it('says at boot what to install', async () => {
    const missing = async () => Promise.reject(new Error("Cannot find package 'class-validator'"));
    await expect(classSchema(BuildReport, missing)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message:
        'parameters: BuildReport is a class, which class-validator checks: npm install class-validator class-transformer, or write a Standard Schema.',
    });
  });

  it('has rules', async () => {
    await expect(classSchema(NoRules)).rejects.toThrow(
      'parameters: NoRules has no rules, so nothing would fit it: decorate its properties, as in @IsString() month!: string.',
    );
  });

  it('is neither a schema that is a function nor a function that is none', () => {
    const arkType = Object.assign(() => {}, { '~standard': {} });
    expect([BuildReport, arkType, () => {}, {}, undefined].map(isParametersClass)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
