declare module 'osrm-text-instructions' {
  interface Compiler {
    compile(language: string, step: object, options: object): string
  }
  const compilerOf: (version: 'v5') => Compiler
  export default compilerOf
}
