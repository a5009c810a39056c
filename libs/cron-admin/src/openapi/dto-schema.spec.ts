import { Allow, ArrayMaxSize, IsBoolean, IsIn, IsOptional, ValidateBy } from 'class-validator';
import { IsText, IsWhole, IsWord } from '../api/validators.js';
import { dtoSchema, propertiesOf } from './dto-schema.js';

class QueryDto {
  @IsOptional() @ArrayMaxSize(2) @IsIn(['a', 'b'], { each: true }) kinds?: string[];
  @IsText(1, 20) name!: string;
}

class BodyDto extends QueryDto {
  @IsOptional() @IsWord(['x', 'y']) word?: string;
  @IsOptional() @IsWhole(1, 9) limit?: string;
  @IsOptional() @IsBoolean() force?: boolean;
  @Allow() parameters?: unknown;
}

describe('the schema of a DTO', () => {
  it('is what its rules allow, inherited ones too', () => {
    expect(dtoSchema(BodyDto)).toMatchObject({
      title: 'Body',
      properties: {
        kinds: { type: 'array', maxItems: 2, items: { type: 'string', enum: ['a', 'b'] } },
        name: { type: 'string', minLength: 1, maxLength: 20 },
        word: { type: 'string', enum: ['x', 'y'] },
        limit: { type: 'integer', minimum: 1, maximum: 9 },
        force: { type: 'boolean' },
        parameters: {},
      },
      required: ['name'],
      additionalProperties: false,
    });
  });

  it('asks for what a rule of somebody else does not say', () => {
    class OddDto {
      @ValidateBy({ name: 'isOdd', validator: { validate: () => true } }) odd!: string;
    }
    expect(() => propertiesOf(OddDto)).toThrow(/OddDto\.odd: .*"isOdd".*context: \{ schema/);
  });
});
