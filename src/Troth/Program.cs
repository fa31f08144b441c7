var app = WebApplication.Create(args); app.MapGet("/", () => "troth"); app.Run();
