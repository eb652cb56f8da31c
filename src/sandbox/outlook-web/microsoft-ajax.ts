/**
 * A script in the place of MicrosoftAjax.js, which office.js asks for in browsers and which its npm package doesn't hold:
 * what office.js tests for or calls, and nothing more. It takes arguments as they come, where the original checks them.
 */
export const MICROSOFT_AJAX = `(function () {
  'use strict';
  if (window.Sys) return;
  var fine = function () { return null; };
  var nothing = function () {};
  var failure = function (name) {
    return function (message) {
      var error = new Error(message || name);
      error.name = name;
      return error;
    };
  };
  window.Type = Function;
  Type.registerNamespace = function (path) {
    path.split('.').reduce(function (at, name) { return (at[name] = at[name] || {}); }, window);
  };
  Type.registerClass = nothing;
  Function.prototype.registerClass = function () { return this; };
  Function._validateParams = fine;
  Function._validateParameter = fine;
  Error.argument = failure('Sys.ArgumentException');
  Error.parameterCount = failure('Sys.ParameterCountException');
  function StringBuilder() { this.pieces = []; }
  StringBuilder.prototype.append = function (text) { this.pieces.push(text); return this; };
  StringBuilder.prototype.toString = function () { return this.pieces.join(''); };
  window.Sys = {
    StringBuilder: StringBuilder,
    Debug: { trace: nothing },
    Browser: { agent: 'other', InternetExplorer: 'internet-explorer' },
    Serialization: {
      JavaScriptSerializer: {
        serialize: function (value) { return JSON.stringify(value); },
        deserialize: function (text) { return JSON.parse(text); },
      },
    },
  };
})();
`;
