/* global React, ReactDOM, GraphiQL */

/** The explorer's page: GraphiQL over `/graphql`, with a token, a language and examples to start from. */
const { createElement, useState } = React;
const byId = (id) => document.getElementById(id);

/** Sends an operation as the person whose token is pasted, or as the public. The token is kept nowhere but in its field. */
async function fetcher(operation, { headers } = {}) {
  const token = byId('token').value.trim();
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'accept-language': byId('language').value,
      ...(token === '' ? {} : { authorization: `Bearer ${token.replace(/^Bearer\s+/i, '')}` }),
      ...headers,
    },
    body: JSON.stringify(operation),
  });
  return response.json();
}

function Explorer({ audiences }) {
  const [example, setExample] = useState(audiences[0].examples[0]);
  byId('audience').onchange = () => setExample(listExamples(audiences));
  byId('example').onchange = () => setExample(chosen(audiences));
  return createElement(GraphiQL, {
    fetcher,
    query: `# ${example.zh}\n# ${example.en}\n${example.query}\n`,
    variables: JSON.stringify(example.variables ?? {}, null, 2),
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: 'variables',
  });
}

function option({ zh, en }, index) {
  const element = document.createElement('option');
  element.value = String(index);
  element.textContent = `${zh} · ${en}`;
  return element;
}

/** Fills the list of examples for whoever was chosen, and gives the first. */
function listExamples(audiences) {
  byId('example').replaceChildren(...audiences[byId('audience').value].examples.map(option));
  return chosen(audiences);
}

function chosen(audiences) {
  return audiences[byId('audience').value].examples[byId('example').value];
}

const audiences = await (await fetch('/explorer/examples.json')).json();
byId('audience').replaceChildren(...audiences.map(option));
listExamples(audiences);
ReactDOM.createRoot(byId('graphiql')).render(createElement(Explorer, { audiences }));
