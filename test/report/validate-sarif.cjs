// validate-sarif.cjs: the two validators of validate-sarif, one after the other, over each file.
'use strict';

const {spawnSync} = require('child_process');
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv');
const addFormats = require('ajv-formats');

const [work, ...files] = process.argv.slice(2);
const modules = path.resolve(work, 'node_modules');

const parse = file => JSON.parse(fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));

function schemaValidator() {
  const ajv = new Ajv({allErrors: true, strict: false, unicodeRegExp: false});
  addFormats(ajv);
  const schema = parse(path.join(modules, 'schemastore/schemas/json/sarif-2.1.0.json'));
  return ajv.compile(schema);
}

function schemaProblems(validate, file) {
  return validate(parse(file)) ? [] : validate.errors.map(error => `${error.instancePath} ${error.message}`);
}

// The tool's exit status says only that it has run; what it found is in the log that it writes.
function ruleProblems(file) {
  const output = path.resolve(work, path.basename(file) + '.validated.sarif');
  fs.rmSync(output, {force: true});
  const tool = path.join(modules, '@microsoft/sarif-multitool-linux/Sarif.Multitool');
  const run = spawnSync(tool, ['validate', path.resolve(file), '--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning',
                               '--output', output, '--log', 'ForceOverwrite'], {encoding: 'utf8'});
  if (run.error || run.status !== 0 || !fs.existsSync(output))
    return [`sarif-multitool did not run: ${run.error || run.stdout + run.stderr}`];
  const [{results, invocations}] = parse(output).runs;
  const problems = results.map(result => {
    const {startLine, startColumn} = result.locations[0].physicalLocation.region || {};
    return `${startLine}:${startColumn}: ${result.ruleId} ${result.message.text || JSON.stringify(result.message)}`;
  });
  if (!invocations.every(invocation => invocation.executionSuccessful))
    problems.push('sarif-multitool gave up: ' + JSON.stringify(invocations));
  return problems;
}

const validate = schemaValidator();
let failed = false;
for (const file of files) {
  const problems = [...schemaProblems(validate, file), ...ruleProblems(file)];
  problems.forEach(problem => console.error(`${file}: ${problem}`));
  console.log(`${file}: ${problems.length === 0 ? 'valid' : problems.length + ' problems'}`);
  failed = failed || problems.length !== 0;
}
process.exit(failed ? 1 : 0);
