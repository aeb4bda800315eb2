// validate-schema.cjs: JSON on stdin against a schema of somebody else, who may use keywords that ajv doesn't know.
'use strict';

const fs = require('fs');
const Ajv = require('ajv');
const addFormats = require('ajv-formats');

const parse = file => JSON.parse(fs.readFileSync(file, 'utf8'));
const ajv = new Ajv({allErrors: true, strict: false, unicodeRegExp: false, validateSchema: false, logger: false});
addFormats(ajv);
const validate = ajv.compile(parse(process.argv[2]));
const valid = validate(parse(0));
(validate.errors || []).forEach(error => console.error(`${error.instancePath} ${error.message}`));
process.exit(valid ? 0 : 1);
