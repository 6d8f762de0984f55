DecodeEmail.main()
