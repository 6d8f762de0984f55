import Commands

EmailProgram.run(smtp: ServerProgram.makeSMTP, serve: ServerProgram.serve)
