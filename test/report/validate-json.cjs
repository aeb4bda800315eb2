// validate-json.cjs: files against a JSON schema. The schema is held to the strictest reading, so that a misspelt keyword
// in it is an error and not a rule that never applies.
'use strict';

const fs = require('fs');
const Ajv = require('ajv');

const [schema, ...files] = process.argv.slice(2);
const parse = file => JSON.parse(fs.readFileSync(file, 'utf8'));
const validate = new Ajv({allErrors: true, strict: true}).compile(parse(schema));

let failed = false;
for (const file of files) {
  const valid = validate(parse(file));
  (validate.errors || []).forEach(error => console.error(`${file}: ${error.instancePath} ${error.message}`));
  console.log(`${file}: ${valid ? 'valid' : validate.errors.length + ' problems'}`);
  failed = failed || !valid;
}
process.exit(failed ? 1 : 0);
