import Commands

EmailProgram.run()
