import type ts from 'typescript';
import { libraryProgram } from './library-program.js';
import { everyOption, readReference, referencePage } from './reference-page.js';

describe('the documentation', () => {
  let program: ts.Program;

  beforeAll(() => {
    program = libraryProgram();
  }, 120_000);

  it('says of every option what it is for, and what it is when it is left out', () => {
    const untold = everyOption(program).filter(
      ({ purpose, optional, default: byDefault }) => purpose === '' || optional !== (byDefault !== null),
    );
    expect(untold.map(({ of, name }) => `${of}.${name}`)).toEqual([]);
  });

  it('has the reference that the option types make, see npm run docs:reference', () => {
    expect(readReference()).toBe(referencePage(program));
  });
});
