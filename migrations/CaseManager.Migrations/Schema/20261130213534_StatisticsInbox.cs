using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class StatisticsInbox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "CountedAtClosure",
                schema: "cases",
                table: "cases",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "CountedAtIntake",
                schema: "cases",
                table: "cases",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "inbox",
                schema: "statistics",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Side = table.Column<short>(type: "smallint", nullable: false),
                    Month = table.Column<int>(type: "integer", nullable: false),
                    Platform = table.Column<short>(type: "smallint", nullable: false),
                    HarmType = table.Column<short>(type: "smallint", nullable: true),
                    Country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    AgeBand = table.Column<short>(type: "smallint", nullable: true),
                    Outcome = table.Column<short>(type: "smallint", nullable: true),
                    RemovalTime = table.Column<short>(type: "smallint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox", x => x.Id);
                    table.CheckConstraint("CK_inbox_side", "(\"Side\" = 0 and num_nonnulls(\"HarmType\", \"Country\", \"AgeBand\") = 3 and num_nonnulls(\"Outcome\", \"RemovalTime\") = 0)\nor (\"Side\" = 1 and num_nonnulls(\"HarmType\", \"Country\", \"AgeBand\") = 0 and num_nonnulls(\"Outcome\", \"RemovalTime\") = 2)");
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "inbox",
                schema: "statistics");

            migrationBuilder.DropColumn(
                name: "CountedAtClosure",
                schema: "cases",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "CountedAtIntake",
                schema: "cases",
                table: "cases");
        }
    }
}
