using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Access;

/// <summary>Accounts and their use cases, for the web and the commands alike.</summary>
public static class AccessServices
{
    /// <summary>Shortest password; length is the one rule that helps.</summary>
    public const int ShortestPassword = 12;

    /// <summary>Wrong passwords or codes in a row before an account rests.</summary>
    public const int TriesBeforeRest = 8;

    public static IdentityBuilder AddStaffAccounts(this IServiceCollection services)
    {
        services.AddScoped<InviteStaff>().AddScoped<AcceptInvitation>().AddScoped<WithdrawInvitation>().AddScoped<DisableStaff>();
        services.AddScoped<ShowAccountEvents>().AddScoped<StaffAliases>().AddScoped<ListStaff>().AddScoped<RecordSettings>().AddScoped<AddPracticeAccount>();
        services.AddScoped<RecordSignIn>().AddScoped<RecordSession>().AddScoped<ShowPasskeys>();
        return services
            .AddIdentityCore<StaffMember>(options =>
            {
                options.Password.RequiredLength = ShortestPassword;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Lockout.MaxFailedAccessAttempts = TriesBeforeRest;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
                options.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
            })
            .AddRoles<StaffRole>()
            .AddEntityFrameworkStores<CaseManagerDbContext>()
            .AddPasswordValidator<NotOwnNameValidator>()
            .AddTokenProvider<TotpProvider>(TokenOptions.DefaultAuthenticatorProvider);
    }
}
