// The API's documentation page: Swagger UI on our schema.

/** Every operation stands in the page, so that the browser's search and a screen reader find those out of sight too. */
function wholeList({ React }) {
  const { createElement } = React;

  function Operations({ getComponent, getConfigs, layoutActions, layoutSelectors, oas3Selectors, specSelectors }) {
    const Tag = getComponent("OperationTag");
    const Operation = getComponent("OperationContainer", true);
    const methods = specSelectors.validOperationMethods();
    const passed = { getComponent, getConfigs, layoutActions, layoutSelectors, oas3Selectors, specUrl: specSelectors.url() };

    const operation = (tag, op) => {
      const [path, method, specPath] = ["path", "method", "specPath"].map((name) => op.get(name));
      return methods.includes(method) && createElement(Operation, { key: `${method} ${path}`, op, path, method, specPath, tag });
    };
    const group = ([tag, tagObj]) =>
      createElement(Tag, { ...passed, key: tag, tag, tagObj }, tagObj.get("operations").map((op) => operation(tag, op)).toArray());

    return createElement("div", null, specSelectors.taggedOperations().entrySeq().map(group).toArray());
  }

  return { components: { operations: Operations } };
}

/** What is tried on the page is signed like the forms of the portal. */
function signed(request) {
  Object.assign(request.headers, JSON.parse(document.body.getAttribute("hx-headers") ?? "{}"));
  return request;
}

const place = document.getElementById("swagger-ui");
window.SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  presets: [window.SwaggerUIBundle.presets.apis],
  plugins: [wholeList],
  layout: "BaseLayout",
  deepLinking: true,
  requestInterceptor: signed,
});
