import Commands

EmailProgram.run(smtp: ServerProgram.makeSMTP)
